import { type ComponentProps, useEffect, useImperativeHandle, useRef } from 'react';
import './button.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** How much it stands out: the one thing to do, a thing to do, one among others, words in a text. */
  readonly type?: 'primary' | 'default' | 'text' | 'link';
  readonly size?: 'small' | 'large';
  /** What it does cannot be taken back, or looks like it. */
  readonly danger?: boolean;
  /** At work: shows it, and takes no clicks. */
  readonly loading?: boolean;
  /** Sends the form that it stands in. */
  readonly submits?: boolean;
}

/**
 * The program's button: the browser's own, looking like antd's. antd's takes more than a millisecond
 * to draw, each time; a page has dozens, and what the program starts with is to be there at once.
 */
export function Button(props: ButtonProps) {
  const { type = 'default', size, danger, loading, submits, autoFocus, ref, ...rest } = props;
  const { className, onClick, ...shared } = rest;
  const button = useRef<HTMLButtonElement>(null);
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(
    ref,
    () => button.current,
    [],
  );
  useEffect(() => {
    // After a dialog around it has taken the focus for itself.
    if (autoFocus) button.current?.focus();
  }, [autoFocus]);
  const looks = [type, size, danger && 'danger', loading && 'loading'].filter(Boolean);
  const classes = ['button', ...looks.map((look) => `is-${look}`), className];
  return (
    <button
      {...shared}
      ref={button}
      type={submits ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      {...(loading && { 'aria-busy': true, 'aria-disabled': true })}
      {...(onClick && !loading && { onClick })}
    />
  );
}
