using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Sources;
using Hippique.Sources.Addresses;

namespace Hippique.GoogleCloud.Wakes;

/// <summary>
/// H-30 and H-5 call <c>/run</c> with the race's page, as the plan has it. Every other kind, and a race none of whose pages <c>/run</c> accepts, calls <c>/tasks/{name}</c>.
/// </summary>
/// <param name="plans">Where the races' pages stand.</param>
/// <param name="hosts">The sites whose pages <c>/run</c> accepts.</param>
public sealed class PlannedWakeCalls(PlanStore plans, IReadOnlyList<CourseHost> hosts) : IWakeCall
{
    public async Task<WakeCall> OfAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (!task.Kind.IsPhase() || await PageAsync(task, cancellationToken) is not { } url)
            return new WakeCall($"/tasks/{task.Name}", "{}");
        var order = new WakeOrder(url, task.Kind.ToPhase().ToString(), task.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new WakeCall("/run", JsonSerializer.Serialize(order, WakeJson.Default.WakeOrder));
    }

    private async Task<string?> PageAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await plans.FindAsync(task.RaceOrThrow, cancellationToken) is { } race
            ? race.Links.FirstOrDefault(link => IsAccepted(link, task.Date))?.Url
            : null;

    /// <summary><c>/run</c> finds the race by what the address says, so the address must say what the plan says.</summary>
    private bool IsAccepted(RaceLink link, DateOnly date) =>
        CourseUrl.Parse(link.Url, hosts).TryGet(out var page) && page.Date == date && page.Source == link.Source && page.Code == link.Code;
}

/// <summary>The body of <c>POST /run</c>.</summary>
internal sealed record WakeOrder(string CourseUrl, string Phase, string Date);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WakeOrder))]
internal sealed partial class WakeJson : JsonSerializerContext;
