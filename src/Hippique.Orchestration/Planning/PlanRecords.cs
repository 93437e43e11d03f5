using Hippique.Orchestration.Settings;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Planning;

/// <summary>Keeps nothing: if the pages of the day are not recorded either.</summary>
public sealed class NoPlanRecord : IPlanRecord
{
    public Task BeginsAsync(DateOnly date, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Keeps each planning among the recorded pages of its day.</summary>
public sealed partial class PlanRecorder(
    PageArchive archive,
    SourceSet sources,
    SourceHttpOptions options,
    PhaseSettings settings,
    TimeProvider clock,
    ILogger<PlanRecorder> logger
) : IPlanRecord
{
    public async Task BeginsAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var plan = new RecordedPlan
        {
            At = clock.GetUtcNow().ToUniversalTime(),
            Simulated = settings.Simulated,
            Order = [.. sources.InOrder.Select(source => source.Name)],
            BaseUrls = options.BaseUrls,
        };
        try
        {
            await archive.AppendAsync(date, plan, cancellationToken).ConfigureAwait(false);
        }
        // As with every exchange: a disk that cannot be written costs the record, never the plan.
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotKept(logger, date, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "That {Date:yyyy-MM-dd} was planned could not be recorded: {Reason}")]
    private static partial void NotKept(ILogger logger, DateOnly date, string reason);
}
