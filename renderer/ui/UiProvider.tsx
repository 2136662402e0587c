import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { tellBy } from './tell.ts';
import { theme } from './theme.ts';

/** The nonce of this load, without which the page's policy refuses antd's styles. */
function nonceOfPage(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? '';
}

/** antd forgets the nonce in some places (locking the scroll under a dialog): every style gets it. */
function giveNonceToStyles(nonce: string): void {
  const create = document.createElement;
  document.createElement = function createWithNonce(
    this: Document,
    ...args: Parameters<typeof create>
  ) {
    const element = create.apply(this, args);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof create;
}

const csp = { nonce: nonceOfPage() };
giveNonceToStyles(csp.nonce);
const message = { maxCount: 3 };
const button = { autoInsertSpace: false };

/** Chinese words and the program's colours, for what antd draws. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={csp} button={button}>
      {children}
    </ConfigProvider>
  );
}

/** The place of messages and questions: one for the whole window. */
export function TellingPlace() {
  return (
    <App component={false} message={message}>
      <Teller />
    </App>
  );
}

function Teller() {
  const teller = App.useApp();
  useEffect(() => tellBy(teller), [teller]);
  return null;
}
