import { describeWithCeph } from '../ceph/describe-ceph.ts';
import { registerConformance } from './suite.ts';

describeWithCeph('Ceph conforms, but for what is known', (ceph) => {
  registerConformance(ceph, (check) => check.ceph);
});
