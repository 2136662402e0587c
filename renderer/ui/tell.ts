/**
 * What is said at the bottom of the window, and what is asked over it. antd draws both; it comes in
 * the first quiet moment after the start, and what is said before waits for it.
 */
import type { App } from 'antd';

type Teller = ReturnType<typeof App.useApp>;
type Message = Teller['message'];
type Modal = Teller['modal'];

const teller = Promise.withResolvers<Teller>();

/** From now on there is something that tells; what waits is said now. */
export const tellBy: (teller: Teller) => void = teller.resolve;

function say<N extends 'info' | 'success' | 'warning' | 'error' | 'open' | 'destroy'>(name: N) {
  return (...args: Parameters<Message[N]>): void => {
    void teller.promise.then(({ message }) =>
      (message[name] as (...args: Parameters<Message[N]>) => unknown)(...args),
    );
  };
}

/** Says something for a moment. */
export const message = {
  info: say('info'),
  success: say('success'),
  warning: say('warning'),
  error: say('error'),
  open: say('open'),
  destroy: say('destroy'),
};

interface Dialog {
  destroy(): void;
}

function show(name: 'info' | 'success' | 'warning' | 'error') {
  return (options: Parameters<Modal['info']>[0]): Dialog => {
    const shown = teller.promise.then(({ modal }) => {
      // Not the dialog itself: it is a promise of its end.
      const { destroy } = modal[name](options);
      return { destroy };
    });
    return { destroy: () => void shown.then((dialog) => dialog.destroy()) };
  };
}

/** Says something that stays until it is answered. */
export const modal = {
  info: show('info'),
  success: show('success'),
  warning: show('warning'),
  error: show('error'),
  /** Asks. @returns whether the person agrees */
  async confirm(options: Parameters<Modal['confirm']>[0]): Promise<boolean> {
    return await (await teller.promise).modal.confirm(options);
  },
};
