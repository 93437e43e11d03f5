using System.Diagnostics;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Actions;

/// <summary>
/// What people have done: <c>2025-11-22/actions.log</c>, in the folder of the programme day on which it was done. An action has a line before it is carried out and one with its end, so
/// that a kill in between shows too; without the first line nothing is done.
/// </summary>
public sealed partial class ActionLog(IArtifactStore store, TimeProvider clock, ILogger<ActionLog> logger)
{
    /// <param name="order">Who asks for what, from where.</param>
    /// <param name="act">Carries it out.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="cancellationToken">Ends the wait for the first line; <paramref name="act"/> has its own.</param>
    /// <exception cref="ArtifactException">The first line cannot be written: nothing was done.</exception>
    public async Task<T> RecordAsync<T>(
        ActionOrder order,
        Func<Task<T>> act,
        Func<T, ActionResult> result,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var path = ArtifactPaths.Actions(ParisTime.ProgrammeOf(now));
        var id = ActivitySpanId.CreateRandom().ToHexString();
        await BeginAsync(
                path,
                new ActionLine
                {
                    At = now,
                    Id = id,
                    Asked = order,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        // The boundary of an action: whatever breaks is its end in the log, and stays the caller's.
        try
        {
            var done = await act().ConfigureAwait(false);
            await EndAsync(path, id, order, result(done)).ConfigureAwait(false);
            return done;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(path, id, order, new ActionResult(ActionOutcome.Stopped)).ConfigureAwait(false);
            throw;
        }
        catch (Exception broken)
        {
            await EndAsync(path, id, order, ActionResult.Failed(broken.Message)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Notes what has been done already and is not to be kept from anybody; a line that cannot be written is said in the program's log.</summary>
    public async Task NoteAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await RecordAsync(order, static () => Task.FromResult(true), static _ => ActionResult.Done, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ArtifactException unwritable)
        {
            NoEnd(logger, unwritable, order.Action, order.Subject ?? "", ActionOutcome.Done);
        }
    }

    /// <summary>The actions of a programme day, in the order in which they were asked for.</summary>
    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public async Task<IReadOnlyList<PersonAction>> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(ArtifactPaths.Actions(date), cancellationToken).ConfigureAwait(false) is not { } there)
            return [];
        var lines = Lines(there.Content);
        var ends = lines.Where(line => line.Ended is not null).DistinctBy(line => line.Id).ToDictionary(line => line.Id);
        return [.. lines.Where(line => line.Asked is not null).Select(line => Of(line.At, line.Asked!, ends.GetValueOrDefault(line.Id)))];
    }

    private static List<ActionLine> Lines(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ActionLine>();
        foreach (var range in content.Span.Split((byte)'\n'))
        {
            if (ActionLine.Read(content.Span[range]) is { } line)
                lines.Add(line);
        }
        return lines;
    }

    private static PersonAction Of(DateTimeOffset at, ActionOrder asked, ActionLine? end) =>
        new()
        {
            At = at,
            Action = asked.Action,
            Subject = asked.Subject,
            Who = asked.Who,
            From = asked.From,
            Outcome = end?.Ended!.Outcome ?? ActionOutcome.Unknown,
            Reason = end?.Ended!.Reason,
            EndedAt = end?.At,
            CorrelationId = asked.CorrelationId,
        };

    private async Task BeginAsync(string path, ActionLine line, CancellationToken cancellationToken)
    {
        try
        {
            await store.AppendLinesAsync(path, line.Bytes(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException disk)
        {
            throw new ArtifactException(
                Problem.Of($"the action log cannot be written, so nothing was done: {Problem.Verbatim(disk.Message)}"),
                disk
            );
        }
    }

    /// <summary>Also while the process is being stopped. An end that cannot be written leaves the action without one, which the log shows.</summary>
    private async Task EndAsync(string path, string id, ActionOrder order, ActionResult result)
    {
        var line = new ActionLine
        {
            At = clock.GetUtcNow(),
            Id = id,
            Ended = result,
        };
        try
        {
            await store.AppendLinesAsync(path, line.Bytes(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException unwritable)
        {
            NoEnd(logger, unwritable, order.Action, order.Subject ?? "", result.Outcome);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Action} {Subject} ended ({Outcome}), and the action log could not be told")]
    private static partial void NoEnd(ILogger logger, Exception unwritable, ActionKind action, string subject, ActionOutcome outcome);
}
