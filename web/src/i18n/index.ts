import { type Messages, zh } from './messages.zh';

/** The catalogue in use. A second language is a second file of type {@link Messages} and a choice here. */
export const t: Messages = zh;
export type { Messages };
