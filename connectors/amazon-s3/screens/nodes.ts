import { many, one } from '../../common/nodes.ts';

const nameAndValue = [one('name', 'String'), one('value', 'String')];
export const metadataNode = many('metadata', nameAndValue);
export const tagNode = many('tag', nameAndValue);
