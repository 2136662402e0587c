import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { theme } from './theme.ts';

/** The nonce of this load, without which the page's policy refuses antd's styles. */
function nonceOfPage(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? '';
}

const csp = { nonce: nonceOfPage() };
const button = { autoInsertSpace: false };

/** Chinese words, the program's colours, and a place for messages and dialogs. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={csp} button={button}>
      <App className="app" message={{ maxCount: 3 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
