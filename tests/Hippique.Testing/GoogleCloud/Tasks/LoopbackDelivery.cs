namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>One attempt to deliver a task.</summary>
/// <param name="Id">The last part of the task's name.</param>
/// <param name="Number">Of the task's deliveries, from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Schedule">When it should have.</param>
public sealed record LoopbackDelivery(string Id, int Number, DateTimeOffset At, DateTimeOffset Schedule);
