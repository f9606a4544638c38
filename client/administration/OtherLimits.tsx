import { useDesigner } from '../state/designer.ts';
import styles from './Administration.module.css';
import { otherLimits } from './other-limits.ts';

/** The limits that are set elsewhere: what they are when nobody has set them, and where that is done. */
export function OtherLimits() {
  const limits = otherLimits(useDesigner((state) => state.descriptors));
  return (
    <section className={styles.card} aria-label="Limits that are set elsewhere">
      <div className={styles.cardHead}>
        <h2>Limits that are set elsewhere</h2>
      </div>
      <div className={styles.scroll}>
        <table className={styles.table} aria-label="Limits that are set elsewhere">
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Default</th>
              <th scope="col">Where it is set</th>
            </tr>
          </thead>
          <tbody>
            {limits.map(({ name, value, where }) => (
              <tr key={name}>
                <th scope="row" className={styles.name}>
                  {name}
                </th>
                <td>{value}</td>
                <td className={styles.several}>{where}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
