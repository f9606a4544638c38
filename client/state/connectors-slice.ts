import { connectorRoutes } from '../../shared/api/routes/connector-routes.ts';
import { problems } from '../../shared/checks/problems.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { isPassing } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { showConnectorIcons } from '../ui/connector-icons.ts';
import { checksOf } from './checks.ts';
import { sameDescriptors } from './same-descriptors.ts';
import type { SliceCreator } from './slice.ts';

export interface ConnectorsSlice {
  /** The latest descriptor of every connector, in the order of the palette; the same list until one of them changes. */
  descriptors: readonly Descriptor[];
  /** Asks the server which connectors there are. @throws {ApiError} */
  loadConnectors(): Promise<void>;
  /** The same where what is known already will do: without the server it is asked for again when the events are back. */
  refreshConnectors(): void;
}

export const createConnectorsSlice: SliceCreator<ConnectorsSlice> = (set, get) => ({
  descriptors: [],
  async loadConnectors() {
    const { connectors } = await call(connectorRoutes.listConnectors, {});
    const received = connectors.map(({ descriptor }) => descriptor);
    const descriptors = sameDescriptors(get().descriptors, received);
    if (descriptors === get().descriptors) return;
    showConnectorIcons(descriptors.flatMap(({ id, icon }) => (icon === undefined ? [] : [[id, icon] as const])));
    const { project, environment } = get();
    set({ descriptors, ...(project ? { problems: problems(project, checksOf({ descriptors, environment })) } : {}) });
  },
  refreshConnectors() {
    get()
      .loadConnectors()
      .catch((error: unknown) => {
        if (!isPassing(error)) throw error;
      });
  },
});
