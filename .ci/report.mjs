// Opens each report in Chromium and says what is wrong with it: see `.ci/report`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrong = [];
const files = process.argv.slice(2);
// As root there is no sandbox to be had; what is opened is our own, and runs no scripts.
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

/** What stands further out than the page is wide, by its name; what is kept for listeners alone is no wider. */
const tooWide = () => {
  const width = document.documentElement.clientWidth;
  const outside = [...document.querySelectorAll('body *')].filter((it) => {
    const box = it.getBoundingClientRect();
    return box.width > 1 && box.right > width + 1 && !it.closest('.skip');
  });
  const told = outside.slice(0, 5).map((it) => `<${it.tagName}> ${it.textContent.trim().slice(0, 60)}`);
  return document.scrollingElement.scrollWidth > window.innerWidth ? ['the page scrolls sideways', ...told] : told;
};

/** What paper would cut: a row that may be split or is higher than a page, a table whose heads are not repeated. */
const cut = (page) => {
  const style = (it) => getComputedStyle(it);
  const rows = [...document.querySelectorAll('tr')];
  const split = rows.filter((it) => style(it).breakInside !== 'avoid' || it.getBoundingClientRect().height > page);
  const heads = [...document.querySelectorAll('thead')].filter((it) => style(it).display !== 'table-header-group');
  const drawings = [...document.querySelectorAll('svg')].filter((it) => it.getBoundingClientRect().height > page);
  return [...split, ...heads, ...drawings].map((it) => `cut on paper: ${it.textContent.trim().slice(0, 60)}`);
};

async function look(file, width) {
  const said = [];
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('console', (it) => said.push(`console: ${it.text()}`));
  page.on('pageerror', (it) => said.push(`error: ${it}`));
  page.on('dialog', (it) => (said.push(`dialog: ${it.message()}`), it.dismiss()));
  page.on('request', (it) => it.url() === `file://${file}` || said.push(`fetches ${it.url().slice(0, 80)}`));
  await page.goto(`file://${file}`);
  said.push(...(await page.evaluate(tooWide)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  for (const { id, help, nodes } of violations) {
    said.push(`axe ${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
  }
  await page.close();
  wrong.push(...said.map((it) => `${basename(file)} at ${width}: ${it}`));
}

async function print(file) {
  // The breadth and height that A4 leaves within the margins, in CSS pixels.
  const [width, height] = [680, 1000];
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(`file://${file}`);
  await page.emulateMedia({ media: 'print' });
  const said = [...(await page.evaluate(tooWide)), ...(await page.evaluate(cut, height))];
  const path = `${dirname(file)}/${basename(file, '.html')}.pdf`;
  const pdf = (await page.pdf({ path, preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map((it) => it.slice(1, 3).map(Number));
  const isA4 = ([a, b]) => Math.abs(Math.min(a, b) - 595) < 2 && Math.abs(Math.max(a, b) - 842) < 2;
  if (sizes.length === 0 || !sizes.every(isA4)) said.push(`not A4: ${sizes.find((it) => !isA4(it))}`);
  const landscape = sizes.filter(([a, b]) => a > b).length;
  if (landscape !== 1) said.push(`${landscape} pages on their side, not that of the wheel alone`);
  await page.close();
  wrong.push(...said.map((it) => `${basename(file)} on paper: ${it}`));
  return sizes.length;
}

for (const file of files) {
  for (const width of [360, 1280]) await look(file, width);
  const pages = await print(file);
  console.log(`${basename(file)}: ${readFileSync(file).length} bytes, ${pages} pages of A4`);
}
await browser.close();
wrong.forEach((it) => console.log(it));
console.log(wrong.length ? `${wrong.length} things are wrong with the reports` : 'the reports are as their readers want them');
process.exit(wrong.length ? 1 : 0);
