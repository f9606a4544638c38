/**
 * Calls back when `npm start` is gone: its launcher holds a channel to us, which the system closes however the
 * launcher ends. Does nothing where the server was started without it. Does not keep the process alive.
 */
export function whenLauncherGone(callback: () => void): void {
  if (!process.connected) return;
  process.once('disconnect', callback);
  process.channel?.unref();
}
