import type { Band } from '../visible.ts';
import type { LinkRoutes, RoutedLink } from './routes.ts';

/**
 * What of the links is drawn while a band of the canvas is in view: those whose label is there, those that pass
 * alone, and the common ways of the others. What many links share is drawn once, however many there are.
 */
export function linksWithin({ links, trunks }: LinkRoutes, band: Band): LinkRoutes {
  const isIn = ({ from, to }: { from: number; to: number }) => to >= band.from && from <= band.to;
  const leaves = ({ label }: RoutedLink) => label.y + label.height >= band.from && label.y <= band.to;
  return {
    links: links.filter((link) => leaves(link) || (link.alone && isIn(link))),
    trunks: trunks.filter(isIn),
  };
}
