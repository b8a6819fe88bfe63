/** Handing in files through HTTP, on a real port: what is accepted is on disk, what is not leaves nothing. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { clearInterruptedUploads } from './accept-upload.ts';

const bytesMax = 5_000_000;
let node: TestNode;
let url: string;
beforeAll(async () => {
  node = await startTestNode({ holdImports: true, uploadBytesMax: bytesMax });
  url = await node.listen();
});
afterAll(() => node.stop());
/** Nothing half-way is ever left in the folder. */
afterEach(async () => expect((await stored()).filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]));

const stored = () => readdir(node.context.uploadsPath);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let files = 0;
/** A register that no other test hands in. */
const newRegister = () => new TextEncoder().encode(`Name,Serial number\nPump,SN-${(files += 1)}\n`);

const handIn = (body: BodyInit, query = 'file=register.csv') =>
  fetch(`${url}/api/v1/imports?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.localToken}` },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });

async function countImports(): Promise<number> {
  const page = (await (await node.ask(node.localToken, 'GET', '/imports')).json()) as { total: { count: number } };
  return page.total.count;
}

const problemOf = async (response: Response) => {
  const document = (await response.json()) as { code: string; data: unknown };
  return [response.status, document.code];
};

describe('a file that is accepted', () => {
  test('lies under its digest, and its row is there, before the answer', async () => {
    const bytes = newRegister();
    const response = await handIn(bytes, 'file=register.csv&source=CMDB&observedAt=2026-02-03&partial=true');
    const report = (await response.json()) as ImportReport;
    expect(response.status).toBe(202);
    expect(report).toMatchObject({
      file: 'register.csv',
      source: 'CMDB',
      status: 'accepted',
      digest: digestOf(bytes),
      sizeBytes: bytes.length,
    });
    expect(new Uint8Array(await readFile(join(node.context.uploadsPath, report.digest)))).toEqual(bytes);
    const row = (await (await node.ask(node.localToken, 'GET', `/imports/${report.id}`)).json()) as ImportReport;
    expect(row).toEqual(report);
  });

  test('observed on a day reads as that day, and not as the evening before', async () => {
    const report = (await (await handIn(newRegister(), 'file=a.csv&observedAt=2026-02-03')).json()) as ImportReport;
    expect(report.observedAt).toBe('2026-02-03T00:00:00.000Z');
  });

  test('comes in however it is cut', async () => {
    const bytes = newRegister();
    const bytewise = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const report = (await (await handIn(bytewise)).json()) as ImportReport;
    expect(report.digest).toBe(digestOf(bytes));
  });

  test('handed in again it is a repeated file: one row more, one file, no work', async () => {
    const bytes = newRegister();
    const first = (await (await handIn(bytes)).json()) as ImportReport;
    const filesBefore = await stored();
    const second = (await (await handIn(bytes, 'file=other%20name.csv')).json()) as ImportReport;
    expect(second).toMatchObject({ file: 'other name.csv', duplicateOf: first.id, status: 'complete', read: 0, stored: 0 });
    expect(second.id).not.toBe(first.id);
    expect(await stored()).toEqual(filesBefore);
  });

  test('handed in eight times at the same moment it is done once', async () => {
    const bytes = newRegister();
    const reports = await Promise.all(Array.from({ length: 8 }, async () => (await (await handIn(bytes)).json()) as ImportReport));
    const originals = reports.filter((report) => report.duplicateOf === null);
    expect(originals).toHaveLength(1);
    expect(new Set(reports.map((report) => report.duplicateOf))).toEqual(new Set([null, originals[0]?.id]));
    expect((await stored()).filter((name) => name === digestOf(bytes))).toHaveLength(1);
  });
});

describe('a file that is refused', () => {
  test('because it is empty, leaves no row and no bytes', async () => {
    const before = [await countImports(), await stored()];
    expect(await problemOf(await handIn(new Uint8Array()))).toEqual([422, 'file-empty']);
    expect([await countImports(), await stored()]).toEqual(before);
  });

  test('because it is too large, is told so while it is still coming', async () => {
    const before = [await countImports(), await stored()];
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        // The node must say no long before this.
        if (sent > 200 * bytesMax) controller.error(new Error('nobody stopped me'));
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect(await problemOf(await handIn(endless))).toEqual([413, 'file-too-large']);
    expect([await countImports(), await stored()]).toEqual(before);
  });

  test('because it is one byte too large, is told so', async () => {
    expect(await problemOf(await handIn(new Uint8Array(bytesMax + 1)))).toEqual([413, 'file-too-large']);
  });

  test('a file of exactly the largest size is accepted', async () => {
    expect((await handIn(new Uint8Array(bytesMax).fill(65))).status).toBe(202);
  });
});

describe('an upload that breaks off', () => {
  /** Speaks HTTP by hand, and hangs up before the end. */
  async function breakOff(head: string, body: string): Promise<void> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const authorization = `Authorization: Bearer ${node.localToken}`;
    socket.write(`POST /api/v1/imports?file=half.csv HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${authorization}\r\n${head}\r\n\r\n${body}`);
    await untilArriving();
    socket.destroy();
    await untilGone();
  }
  const arriving = async () => (await stored()).some((name) => name.startsWith('arriving-'));
  async function untilArriving(): Promise<void> {
    for (let time = 0; time < 500 && !(await arriving()); time += 1) await pause(10);
    expect(await arriving()).toBe(true);
  }
  async function untilGone(): Promise<void> {
    for (let time = 0; time < 500 && (await arriving()); time += 1) await pause(10);
  }

  // Until the first part tells that it is not about people, nothing of a file is written.
  const firstPart = `Name,Serial number\n${'Pump,SN-1x\n'.repeat(6_000)}`;

  test('with its length announced, leaves nothing', async () => {
    const before = [await countImports(), await stored()];
    await breakOff('Content-Length: 90000', firstPart);
    expect([await countImports(), await stored()]).toEqual(before);
  });

  test('in pieces of unknown number, leaves nothing', async () => {
    const before = [await countImports(), await stored()];
    await breakOff('Transfer-Encoding: chunked', `${firstPart.length.toString(16)}\r\n${firstPart}\r\n`);
    expect([await countImports(), await stored()]).toEqual(before);
  });

  test('because the node was killed, is cleared away at the next start', async () => {
    await writeFile(join(node.context.uploadsPath, 'arriving-0199'), 'Name,Ser');
    const digest = digestOf(newRegister());
    await writeFile(join(node.context.uploadsPath, digest), 'whole');
    await clearInterruptedUploads(node.context.uploadsPath);
    expect(await stored()).toContain(digest);
  });
});

describe('what comes of a file', () => {
  test('is told event by event until its end', async () => {
    const { id } = (await (await handIn(newRegister())).json()) as ImportReport;
    const response = await fetch(`${url}/api/v1/imports/${id}/events`, { headers: { authorization: `Bearer ${node.localToken}` } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const working = node.work();
    const events = [...(await response.text()).matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as ImportReport);
    await working;
    expect(events[0]?.status).toBe('accepted');
    expect(events.at(-1)).toMatchObject({ status: 'complete', read: 1, stored: 1 });
  });

  test('its remarks come as a table in which no cell can be a formula', async () => {
    const bytes = new TextEncoder().encode('Name,Serial number\n"=HYPERLINK(1)",x,too,many\n');
    const report = await node.importFile({ name: '=remarks "2026".csv', bytes });
    expect(report.refused).toBeGreaterThan(0);
    const response = await node.ask(node.localToken, 'GET', `/imports/${report.id}/issues.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%3Dremarks%20%222026%22.csv-remarks.csv");
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toBe('line,item,severity,code,path,message');
    expect(lines.length).toBe(report.issuesTotal + 2);
    expect(lines.filter((line) => /(^|,)"?[=+@]/.test(line))).toEqual([]);
  });
});
