using Hippique.Orchestration.Tasks;

namespace Hippique.GoogleCloud.Wakes;

/// <summary>What a cloud timer calls in order to wake a task.</summary>
public interface IWakeCall
{
    Task<WakeCall> OfAsync(PlannedTask task, CancellationToken cancellationToken);
}

/// <summary>A <c>POST</c> to the service.</summary>
/// <param name="Path">Below the service's address, with its slash: <c>/run</c>.</param>
/// <param name="Body">JSON.</param>
public sealed record WakeCall(string Path, string Body);
