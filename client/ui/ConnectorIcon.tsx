import { Plug } from 'lucide-react';

/** The icon of every connector, by its folder's name, as a URL. */
const icons: Readonly<Record<string, string>> = import.meta.glob('../../connectors/*/icon.svg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** A connector's own icon. Decorative: its name stands beside it. */
export function ConnectorIcon({ connector, size = 20 }: { connector: string; size?: number }) {
  const url = icons[`../../connectors/${connector}/icon.svg`];
  if (!url) return <Plug size={size} aria-hidden="true" />;
  return <img src={url} width={size} height={size} alt="" draggable={false} />;
}
