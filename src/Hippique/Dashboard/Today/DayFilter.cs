using Hippique.Racing;

namespace Hippique.Dashboard.Today;

/// <summary>Which races of the day the list shows; what is null or empty leaves nothing out.</summary>
/// <param name="Meeting"><c>R1</c>.</param>
/// <param name="Discipline"><c>harness</c>.</param>
/// <param name="State"><c>no_bet</c>.</param>
/// <param name="Pool"><c>zeturf</c>.</param>
public sealed record DayFilter(string? Meeting, string? Discipline, string? State, string? Pool)
{
    public static DayFilter Of(HttpRequest request) =>
        new(request.Query["meeting"], request.Query["discipline"], request.Query["state"], request.Query["pool"]);

    public bool IsNone => new[] { Meeting, Discipline, State, Pool }.All(string.IsNullOrEmpty);

    public bool Shows(BoardRace race) =>
        IsOf(Meeting, MeetingOf(race))
        && IsOf(Discipline, race.Race.Discipline.Code())
        && IsOf(State, CodeOf(race.State))
        && IsOf(Pool, race.Decision?.Pool?.Code());

    public static string MeetingOf(BoardRace race) => $"R{race.Race.Id.Code.Meeting}";

    public static string CodeOf(BoardState state) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static bool IsOf(string? asked, string? has) => string.IsNullOrEmpty(asked) || asked == has;
}
