import { useRef } from 'react';

/** How long a pause starts a new word, in milliseconds. */
const PAUSE = 700;

/** Collects letters typed one after the other, for jumping to a name. */
export function useTypedText() {
  const state = useRef({ text: '', at: 0 });
  const current = () => (performance.now() - state.current.at > PAUSE ? '' : state.current.text);
  return {
    /** What has been typed in this go. */
    current,
    add(letter: string): string {
      state.current = { text: current() + letter, at: performance.now() };
      return state.current.text;
    },
  };
}
