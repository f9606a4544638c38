/** Where one node's parts listen and keep their things. Ports are on 127.0.0.1. */
export interface CephLayout {
  /** A folder of its own with a short path: the daemons' sockets lie in it. */
  readonly folder: string;
  readonly fsid: string;
  readonly monitorPort: number;
  readonly monitorV1Port: number;
  readonly gatewayPort: number;
  /** How much the memory may hold; {@link MEMORY_BYTES} unless given. */
  readonly memoryBytes?: number | undefined;
}

const MEMORY_BYTES = 4 * 1024 ** 3;

/**
 * The configuration of a single node without authentication between its daemons, everything in memory.
 * `ms … mode = crc` and the three `auth … required = none` belong together: without them the gateway hangs for ever.
 * `tcp_nodelay` makes small requests in sequence nine times as fast; the short garbage collection keeps overwritten
 * objects from filling the memory.
 */
export function cephConf(layout: CephLayout): string {
  const { folder, fsid, monitorPort, monitorV1Port, gatewayPort, memoryBytes = MEMORY_BYTES } = layout;
  return `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${monitorV1Port}]
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon service mode = crc
ms mon cluster mode = crc
ms client mode = crc
ms service mode = crc
ms cluster mode = crc
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public network = 127.0.0.0/8
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon allow pool delete = true
mon max pg per osd = 1000
mon data avail crit = 1
mon data avail warn = 1
osd objectstore = memstore
memstore device bytes = ${memoryBytes}
run dir = ${folder}/run
admin socket = ${folder}/run/$cluster-$name.$pid.asok
pid file =
log file = ${folder}/log/$name.log
mon cluster log file = ${folder}/log/cluster.log
crash dir = ${folder}/crash
keyring = ${folder}/keyring

[mon]
mon data = ${folder}/mon.$id

[osd]
osd data = ${folder}/osd.$id

[client.admin]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${gatewayPort} tcp_nodelay=1
rgw gc obj min wait = 2
rgw gc processor period = 2
rgw enable usage log = false
rgw thread pool size = 64
`;
}
