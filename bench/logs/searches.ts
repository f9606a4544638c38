const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const random = (most: number) => Math.floor(Math.random() * most);

/** What people look for in the list of runs, as the query of its URL; each call makes another one of its kind. */
export function searchesOf(runs: number, workflowId: string): Record<string, () => Record<string, string>> {
  return {
    'newest page': () => ({ top: 'true' }),
    'last 24 hours (default)': () => ({ from: ago(1) }),
    'last 24 hours, children beneath': () => ({ top: 'true', from: ago(1) }),
    'last 24 hours, errors': () => ({ from: ago(1), states: 'Error' }),
    'errors of 30 days': () => ({ states: 'Error' }),
    'errors and warnings': () => ({ states: 'Error,Success with warning,Success with child error' }),
    'all that succeeded': () => ({ states: 'Success,Success with info,Success with warning' }),
    'status that none has': () => ({ states: 'Canceled' }),
    'a week in the middle': () => ({ from: ago(20), to: ago(13) }),
    'an operation that runs often': () => ({ operationId: 'opn_bench0' }),
    'an operation that runs seldom': () => ({ operationId: 'opn_bench190' }),
    'the operations of a workflow': () => ({ workflowId }),
    'a workflow, errors': () => ({ workflowId, states: 'Error' }),
    'operation= one': () => ({ operation: `region ${random(200)}` }),
    'operation= all': () => ({ operation: 'copy' }),
    'operation= none': () => ({ operation: 'no such name' }),
    'message= rare': () => ({ message: `customer-${997 * (1 + random(Math.floor(runs / 997)))}` }),
    'message= in few': () => ({ message: `order-${random(50_000)}.csv` }),
    'message= in some': () => ({ message: `region-${random(200)} agent` }),
    'message= in every run': () => ({ message: 'copied' }),
    'message= one letter': () => ({ message: 'c' }),
    'message= one digit': () => ({ message: String(random(10)) }),
    'message= two digits': () => ({ message: String(10 + random(90)) }),
    'message= often and rare': () => ({ message: `copied denied bucket ${random(10)}` }),
    'message= every, errors only': () => ({ message: 'copied', states: 'Error' }),
    'message= every, last day': () => ({ message: 'copied order', from: ago(1) }),
    'message= every, a workflow': () => ({ message: 'copied', workflowId }),
    'message= every, longest': () => ({ message: 'copied', sort: 'longest' }),
    'message= rare, most bytes': () => ({ message: 'denied', sort: 'most-bytes' }),
    'message= none': () => ({ message: 'nothing-of-the-kind' }),
    'message= every and none': () => ({ message: 'copied nothing' }),
    'longest first': () => ({ sort: 'longest' }),
    'longest of 24 hours': () => ({ sort: 'longest', from: ago(1) }),
    'longest of 7 days, errors': () => ({ sort: 'longest', from: ago(7), states: 'Error' }),
    'longest of an operation': () => ({ sort: 'longest', operationId: 'opn_bench0' }),
    'most bytes': () => ({ sort: 'most-bytes' }),
    'most bytes of 7 days': () => ({ sort: 'most-bytes', from: ago(7) }),
    'most objects of a workflow': () => ({ sort: 'most-objects', workflowId }),
    'most messages, oldest week': () => ({ sort: 'most-messages', to: ago(22) }),
    'oldest first': () => ({ sort: 'oldest' }),
  };
}
