/** Mail servers that say what no honest one says, for what a real server cannot be told to do. */
import type { Socket } from 'node:net';

/** A server that knows how to take a mail, and says `last` when it has it. */
export function speak(socket: Socket, last: string): void {
  socket.on('error', () => {});
  socket.write('220 x\r\n');
  socket.on('data', chunk => {
    const text = chunk.toString();
    if (/\r\n\.\r\n$/.test(text)) socket.write(`${last}\r\n`);
    else if (/^DATA/.test(text)) socket.write('354 go on\r\n');
    else if (/^(?:EHLO|MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n');
  });
}

/** One that says « 250- » ten times a second from then on, and never « 250 ». */
export function speakTrickling(socket: Socket): void {
  speak(socket, '250-one moment');
  const trickle = setInterval(() => socket.write('250-one moment\r\n'), 100);
  socket.on('close', () => clearInterval(trickle));
}
