// Google's client for Cloud Scheduler against a loopback server: scheduler.mjs PORT LOCATION STEP…
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { OAuth2Client } from 'google-auth-library';

const [port, parent, ...steps] = process.argv.slice(2);
const authClient = new OAuth2Client();
authClient.setCredentials({ access_token: 'an invented token', expiry_date: 4102444800000 });
const client = new CloudSchedulerClient({
  fallback: true,
  apiEndpoint: '127.0.0.1',
  port: Number(port),
  protocol: 'http',
  authClient,
});
const own = `${parent}/jobs/made-by-npm`;

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
    const [job] = await client.createJob({
      parent,
      job: {
        name: own,
        schedule: '0 6 * * *',
        timeZone: 'Europe/Paris',
        attemptDeadline: { seconds: 300 },
        httpTarget: {
          httpMethod: 'POST',
          uri: 'https://hippique.invented.example/schedule',
          body: Buffer.from('{"by":"npm"}'),
          oidcToken: { serviceAccountEmail: 'npm@invented-project.iam.gserviceaccount.com' },
        },
      },
    });
    return { state: job.state, next: Number(job.scheduleTime.seconds) };
  },
  async again() {
    return { error: await failure(() => run.create()) };
  },
  async list() {
    const names = [];
    let pages = 0;
    let pageToken;
    do {
      const [jobs, next] = await client.listJobs({ parent, pageSize: 2, pageToken }, { autoPaginate: false });
      pages++;
      names.push(...jobs.map((job) => job.name.split('/').pop()));
      pageToken = next?.pageToken;
    } while (pageToken);
    return { pages, names };
  },
  async daily() {
    const [job] = await client.getJob({ name: `${parent}/jobs/hippique-daily-planning` });
    return {
      schedule: job.schedule,
      timeZone: job.timeZone,
      uri: job.httpTarget.uri,
      body: Buffer.from(job.httpTarget.body).toString(),
      audience: job.httpTarget.oidcToken.audience,
    };
  },
  async update() {
    const [job] = await client.updateJob({ job: { name: own, schedule: '30 6 * * *' }, updateMask: { paths: ['schedule'] } });
    return { schedule: job.schedule, timeZone: job.timeZone };
  },
  async pause() {
    const [job] = await client.pauseJob({ name: own });
    return { state: job.state };
  },
  async resume() {
    const [job] = await client.resumeJob({ name: own });
    return { state: job.state };
  },
  async delete() {
    await client.deleteJob({ name: own });
    return { error: await failure(() => client.getJob({ name: own })) };
  },
};

const answers = {};
for (const step of steps) answers[step] = await run[step]();
console.log(JSON.stringify(answers));
