import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { EmailForm } from './EmailForm.tsx';

interface EmailScreenProps {
  emailId: Id | null;
  closed?: ((savedId: Id | null) => void) | undefined;
}

/** The configuration of an e-mail; with null as its id, of a new one. */
export default function EmailScreen({ emailId, closed }: EmailScreenProps) {
  const project = useDesigner((state) => state.project);
  return project && <EmailForm key={emailId ?? 'new'} project={project} emailId={emailId} closed={closed} />;
}
