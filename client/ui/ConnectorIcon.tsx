import { Plug } from 'lucide-react';
import { useBroughtIcon } from './connector-icons.ts';

/** The icons of the connectors that ship with this page, by the folder's name, as URLs. */
const shipped: Readonly<Record<string, string>> = import.meta.glob('../../connectors/*/icon.svg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** A connector's own icon, or a plug. Decorative: its name stands beside it. */
export function ConnectorIcon({ connector, size = 20 }: { connector: string; size?: number }) {
  const brought = useBroughtIcon(connector);
  const url = brought ?? shipped[`../../connectors/${connector}/icon.svg`];
  if (!url) return <Plug size={size} aria-hidden="true" />;
  return <img src={url} width={size} height={size} alt="" draggable={false} />;
}
