// Google's client for Cloud Tasks against a loopback server: tasks.mjs PORT QUEUE STEP…
import { CloudTasksClient } from '@google-cloud/tasks';
import { OAuth2Client } from 'google-auth-library';

const [port, queue, ...steps] = process.argv.slice(2);
const authClient = new OAuth2Client();
authClient.setCredentials({ access_token: 'an invented token', expiry_date: 4102444800000 });
const client = new CloudTasksClient({
  fallback: true,
  apiEndpoint: '127.0.0.1',
  port: Number(port),
  protocol: 'http',
  authClient,
});

const failure = async (call) => {
  try {
    await call();
    return 'none';
  } catch (error) {
    return error.statusDetails?.status ?? String(error.code);
  }
};

const run = {
  async create() {
    const [task] = await client.createTask({
      parent: queue,
      task: {
        name: `${queue}/tasks/made-by-npm`,
        scheduleTime: { seconds: 1773493200 },
        dispatchDeadline: { seconds: 600 },
        httpRequest: {
          httpMethod: 'POST',
          url: 'https://hippique.invented.example/tasks/made-by-npm',
          headers: { 'Content-Type': 'application/json' },
          body: Buffer.from('{"by":"npm"}'),
          oidcToken: { serviceAccountEmail: 'npm@invented-project.iam.gserviceaccount.com', audience: 'https://hippique.invented.example' },
        },
      },
    });
    return { name: task.name, view: task.view, seconds: Number(task.scheduleTime.seconds) };
  },
  async again() {
    return { error: await failure(() => run.create()) };
  },
  async list() {
    const names = [];
    let pages = 0;
    let pageToken;
    do {
      const [tasks, next] = await client.listTasks({ parent: queue, pageSize: 2, pageToken }, { autoPaginate: false });
      pages++;
      names.push(...tasks.map((task) => task.name.split('/').pop()));
      pageToken = next?.pageToken;
    } while (pageToken);
    return { pages, names };
  },
  async full() {
    const [tasks] = await client.listTasks({ parent: queue, responseView: 'FULL' });
    return tasks.map((task) => ({
      url: task.httpRequest.url,
      method: task.httpRequest.httpMethod,
      body: Buffer.from(task.httpRequest.body).toString(),
      email: task.httpRequest.oidcToken.serviceAccountEmail,
      audience: task.httpRequest.oidcToken.audience,
      deadline: Number(task.dispatchDeadline.seconds),
    }));
  },
  async pause() {
    const [paused] = await client.pauseQueue({ name: queue });
    const [there] = await client.getQueue({ name: queue });
    return { state: paused.state, there: there.state };
  },
  async resume() {
    const [resumed] = await client.resumeQueue({ name: queue });
    return { state: resumed.state };
  },
  async delete() {
    await client.deleteTask({ name: `${queue}/tasks/made-by-npm` });
    return { error: await failure(() => client.getTask({ name: `${queue}/tasks/made-by-npm` })) };
  },
};

const answers = {};
for (const step of steps) answers[step] = await run[step]();
console.log(JSON.stringify(answers));
