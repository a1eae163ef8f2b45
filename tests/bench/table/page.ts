// The page of the table's bench: the real DataTable over made-up rows, in the stylesheet of the product.
// table.ts builds it for the browser; nothing else imports it.
import '../../../src/app.css';
import { mount } from 'svelte';
import Bench from './Bench.svelte';

const rows = Number(new URLSearchParams(location.search).get('rows'));
mount(Bench, { target: document.body, props: { count: rows } });
