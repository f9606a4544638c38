import { useEffect } from 'react';
import styles from './Access.module.css';
import { SignInForm } from './SignInForm.tsx';

/** Stands in every page's place until somebody has signed in; the address stays, and what it names shows then. */
export default function SignInPage() {
  useEffect(() => {
    const before = document.title;
    document.title = 'Sign in · Sluice';
    return () => {
      document.title = before;
    };
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.product}>
          <img src="/mark.svg" width={28} height={28} alt="" draggable={false} />
          Sluice
        </p>
        <h1>Sign in</h1>
        <SignInForm userName="" />
        <p className={styles.help}>
          No account, or the password forgotten? Those who look after this installation can help.
        </p>
      </div>
    </main>
  );
}
