import { Component, type ReactNode } from 'react';
import { logError } from '../ui/api.ts';
import '../drafts/welcome.css';

/** Catches a fault of a page: says what is safe, and offers to start the page anew. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    logError(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="welcome" role="alert">
        <h1>这个页面出了问题</h1>
        <p>已经保存的内容没有丢失，最多需要补上最后一秒输入的字。问题的详情已记入日志。</p>
        <p>
          <button type="button" className="plain" onClick={() => window.location.reload()}>
            重新打开
          </button>
        </p>
      </main>
    );
  }
}
