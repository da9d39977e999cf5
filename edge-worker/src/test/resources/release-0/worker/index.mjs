import { fetch } from './edgepass.js'; export default { fetch };
