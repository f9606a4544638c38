import { Plug } from 'lucide-react';
import { useConnectorIcon } from './connector-icons.ts';

/** A connector's own icon, or a plug. Decorative: its name stands beside it. */
export function ConnectorIcon({ connector, size = 20 }: { connector: string; size?: number }) {
  const url = useConnectorIcon(connector);
  if (!url) return <Plug size={size} aria-hidden="true" />;
  return <img src={url} width={size} height={size} alt="" draggable={false} />;
}
