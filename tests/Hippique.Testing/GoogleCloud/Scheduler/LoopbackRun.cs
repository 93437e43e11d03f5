namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <summary>One attempt to run a job.</summary>
/// <param name="Id">The last part of the job's name.</param>
/// <param name="At">When it began.</param>
/// <param name="Schedule">The minute for which it is; null: it was forced.</param>
public sealed record LoopbackRun(string Id, DateTimeOffset At, DateTimeOffset? Schedule);
