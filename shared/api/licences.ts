/** The call about what the program is made of. */
import { call, none } from './parts.ts';

export const LICENCE_CALLS = {
  /** The licences of the program and of everything bundled with it, as plain text. */
  'app.licences': call<{ text: string }>()(none),
} as const;
