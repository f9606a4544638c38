import { useMutation, useQuery } from '@tanstack/react-query';
import type { Levels, PersonDetail } from '../../../shared/api/access.ts';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { designer } from '../../state/designer.ts';
import { tellOutcome } from '../../state/tell-outcome.ts';
import { type PersonChange, takingBack } from './person-change.ts';

const PEOPLE = ['administration', 'people'];
/** How often they are asked for again while they are shown. */
const EVERY_MS = 5_000;

/** Everybody, by name. */
export function usePeople() {
  return useQuery(
    {
      queryKey: PEOPLE,
      queryFn: async ({ signal }) => (await call(routes.listPeople, {}, { signal })).people,
      refetchInterval: EVERY_MS,
    },
    queryClient,
  );
}

/** Does what changes people, and shows them anew after it. */
export function usePeopleChange() {
  return useMutation(
    {
      mutationFn: (change: () => Promise<unknown>) => change(),
      onSettled: () => queryClient.invalidateQueries({ queryKey: PEOPLE }),
      // One may have changed oneself.
      onSuccess: () => designer.getState().checkMe(),
    },
    queryClient,
  );
}

export function changePerson({ id }: Pick<PersonDetail, 'id'>, body: PersonChange): Promise<PersonDetail> {
  return call(routes.changePerson, { params: { personId: id }, body });
}

/** Changes a person at once; the message that says so takes it back. */
export function useUndoableChange(): (person: PersonDetail, change: PersonChange, done: string) => void {
  const { mutateAsync } = usePeopleChange();
  return (person, change, done) => {
    const failed = `${person.name} was not changed`;
    const undo = () => {
      const back = takingBack(person, change, levelsNow(person));
      tellOutcome(
        mutateAsync(() => changePerson(person, back)),
        { title: `${person.name} is as before` },
        failed,
      );
    };
    tellOutcome(
      mutateAsync(() => changePerson(person, change)),
      { title: done, action: { label: 'Undo', run: undo } },
      failed,
    );
  };
}

/** The levels of a person by what was heard last: others may have changed some since. */
function levelsNow({ id, levels }: PersonDetail): Levels {
  const people = queryClient.getQueryData<readonly PersonDetail[]>(PEOPLE);
  return people?.find((one) => one.id === id)?.levels ?? levels;
}
