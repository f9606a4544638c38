import type { SliceCreator } from './slice.ts';

export type NoticeTone = 'info' | 'success' | 'warning' | 'error';

/** A message that comes up by itself and goes again (a toast). */
export interface Notice {
  id: number;
  tone: NoticeTone;
  title: string;
  text?: string;
  action?: { label: string; run(): void };
}

export interface NoticesSlice {
  notices: readonly Notice[];
  notify(notice: Omit<Notice, 'id'>): void;
  dismissNotice(id: number): void;
  /** What screen readers are told; drawn in a live region. */
  announcement: string;
  announce(text: string): void;
}

/** As many as fit on a screen; older ones give way. */
const MOST_NOTICES = 5;

export const createNoticesSlice: SliceCreator<NoticesSlice> = (set, get) => {
  let nextId = 1;
  return {
    notices: [],
    notify(notice) {
      set({ notices: [...get().notices.slice(1 - MOST_NOTICES), { ...notice, id: nextId }] });
      nextId += 1;
    },
    dismissNotice(id) {
      set({ notices: get().notices.filter((notice) => notice.id !== id) });
    },
    announcement: '',
    announce(text) {
      // The same text twice would not be a change, and would not be said: an invisible character makes it one.
      set({ announcement: get().announcement === text ? `${text}\u200b` : text });
    },
  };
};
