/** Prints one short line, Chinese first. */
export function say(chinese, english) {
  console.log(`${chinese} · ${english}`);
}

/** Ends with a sentence that says what to do. */
export function giveUp(chinese, english) {
  console.error(`\n${chinese}\n${english}`);
  process.exit(1);
}

/** Repeats a line while something slow is going on, so that nobody thinks it hangs. */
export function keepSaying(chinese, english, everySeconds = 10) {
  const begin = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    say(`${chinese}（${seconds} 秒）`, `${english} (${seconds} s)`);
  }, everySeconds * 1000);
  return () => clearInterval(timer);
}
