import type { PersonDetail } from '../../../shared/api/access.ts';
import type { EnvironmentDetail } from '../../../shared/api/administration.ts';
import { classes } from '../../ui/classes.ts';
import styles from '../Administration.module.css';
import own from './People.module.css';
import { PersonRow } from './PersonRow.tsx';

interface PeopleTableProps {
  people: readonly PersonDetail[];
  environments: readonly EnvironmentDetail[];
  onEdit(person: PersonDetail): void;
  onPassword(person: PersonDetail): void;
}

/** People by environments: who may do what where. */
export function PeopleTable({ people, environments, onEdit, onPassword }: PeopleTableProps) {
  return (
    <section className={classes(styles.card, styles.scroll)} aria-label="People and their levels">
      <table className={classes(styles.table, own.people)} aria-label="People">
        <thead>
          <tr>
            <th scope="col" className={own.person}>
              Person
            </th>
            {environments.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Last sign-in</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              environments={environments}
              onEdit={() => onEdit(person)}
              onPassword={() => onPassword(person)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
