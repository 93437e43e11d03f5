using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>What a person orders for the whole installation (a pause, its end), which an endpoint does too.</summary>
/// <typeparam name="T">The answer, as the endpoint gives it.</typeparam>
internal sealed record InstallationOrder<T>
{
    /// <summary>Of the endpoint, asked if a service holds the data folder.</summary>
    public required string Path { get; init; }

    /// <summary>What the action log calls it.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>Does the same in this process.</summary>
    public required Func<LocalWork, Task<T>> Act { get; init; }

    /// <summary>The answer for a person.</summary>
    public required Action<T> Show { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        await using var work = await LocalWork.OpenAsync(SettingsReader.FromEnvironment(), screen);
        var answered = work.Service is { } service
            ? await service.PostAsync<T>(Path, cancellationToken)
            : ParseResult<T>.Ok(await work.RecordAsync(Kind, null, () => Act(work), _ => ActionResult.Done, cancellationToken));
        if (!answered.TryGet(out var answer))
            return screen.Fail(answered.Error);
        screen.Answer(answer, Show);
        return 0;
    }
}
