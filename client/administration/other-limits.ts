import { allFields, fieldValue } from '../../shared/checks/fields.ts';
import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import { DEFAULT_OPTIONS } from '../../shared/project/operation-options.ts';
import { MOST_DEBUG_DAYS } from '../../shared/runs/debug.ts';

export interface OtherLimit {
  name: string;
  /** What it is when nobody has set it. */
  value: string;
  where: string;
}

/** The limits that are not the installation's, with those of the connectors’ lists. */
export function otherLimits(descriptors: readonly Descriptor[]): OtherLimit[] {
  const { amount, unit } = DEFAULT_OPTIONS.timeOut;
  return [
    { name: 'Operation time out', value: `${amount} ${unit}`, where: 'The operation’s settings, Options' },
    ...descriptors.flatMap(({ name, activityTypes }) => activityTypes.flatMap((type) => ofList(type, name))),
    { name: 'Debug mode', value: `${MOST_DEBUG_DAYS} days ahead at most`, where: 'The operation’s settings, Options' },
    {
      name: 'Runs at once on an agent',
      value: 'Twice its processors',
      where: 'SLUICE_AGENT_SLOTS, where the agent is started',
    },
    {
      name: 'Memory for transfers of an agent',
      value: '256 MiB, shared by all its runs',
      where: 'SLUICE_TRANSFER_MEMORY, where the agent is started',
    },
  ];
}

/** What an activity lists at most, and how much of it is worked on at a time. */
function ofList({ name, each, screen }: ActivityType, connector: string): OtherLimit[] {
  if (!each) return [];
  const fields = allFields(screen.sections);
  const limitOf = (wanted: string): OtherLimit[] => {
    const field = fields.find((one) => one.name === wanted);
    const value = field && fieldValue(field, {});
    if (!field || typeof value !== 'number') return [];
    return [
      {
        name: `${name}: ${field.label}`,
        value: value.toLocaleString('en-US'),
        where: `The activity’s screen (${connector})`,
      },
    ];
  };
  return [...limitOf(each.most), ...limitOf(each.atATime)];
}
