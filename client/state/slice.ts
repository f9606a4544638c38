import type { StateCreator } from 'zustand';
import type { Designer } from './designer.ts';

/** Makes one slice of the designer's store; it may read and change all of them. */
export type SliceCreator<S> = StateCreator<Designer, [], [], S>;
