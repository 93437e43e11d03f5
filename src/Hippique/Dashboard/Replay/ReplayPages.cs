using System.Diagnostics.CodeAnalysis;
using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Races;
using Hippique.Dashboard.Today;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary><c>/replay</c>: recorded days, one of them watched beside the live day, and two rule sets compared on one.</summary>
internal static class ReplayPages
{
    public const string ComparePath = $"{SandboxMark.Root}/compare";
    private const string One = $"{SandboxMark.Root}/{{id}}";

    /// <summary>A form waits so long for what it asked for before the page is shown as it stands.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    /// <summary>Seconds after which the page of a comparison that is being made is loaded again.</summary>
    private const string LookAgain = "2";

    public static void MapReplayPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(SandboxMark.Root, Choose);
        pages.MapGet(ComparePath, Compared);
        pages.MapGet(One, WatchAsync);
        pages.MapGet($"{One}{RaceLinks.Root}/{{date}}/{{race}}", RaceAsync<CardPage>);
        pages.MapGet($"{One}{RaceLinks.Root}/{{date}}/{{race}}/why", RaceAsync<WhyPage>);
    }

    public static void MapReplayForms(this IEndpointRouteBuilder forms)
    {
        forms.MapPost(SandboxMark.Root, BeginAsync);
        forms.MapPost(ComparePath, CompareAsync);
        forms.MapPost(One, DriveAsync);
    }

    [SuppressMessage(
        "Performance",
        "CA1859",
        Justification = "The code of an endpoint is generated without a view of the types of Razor components."
    )]
    private static IResult Choose(HttpContext context, PageFrames frames, RecordedDays days, ReplayDesk desk, HippiqueSettings settings)
    {
        var frame = frames.Of(context);
        var view = new ReplayView
        {
            Days = days.List(),
            InBucket = days.InBucket,
            Rules = RuleSets.Names,
            InUse = settings.Play.Rules,
            Open = [.. desk.Sandboxes.Select(sandbox => sandbox.Mark)],
            Comparisons = desk.Comparisons,
        };
        return new RazorPage<ReplayPage>(
            frame,
            frame.Say("dash_nav_replay"),
            new Dictionary<string, object?> { [nameof(ReplayPage.View)] = view }
        );
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context,
        PageFrames frames,
        RecordedDays days,
        ReplayDesk desk,
        TimeProvider clock
    )
    {
        var frame = frames.Of(context);
        if (await FormAsync(context) is not { } form || SandboxOrder.Read(form) is not { } order)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        if (!days.Has(order.Date))
            return NoticePage.NotFound(frame);
        if (desk.Open(order) is not { } sandbox)
            return NoticePage.Of(
                frame,
                "dash_replay_full_title",
                frame.Say("dash_replay_full", ReplayDesk.MostSandboxes),
                SandboxMark.Root,
                StatusCodes.Status409Conflict
            );
        await CaughtUpAsync(sandbox, clock, context.RequestAborted);
        return new SeeOther(sandbox.Mark.Path);
    }

    private static async Task<IResult> WatchAsync(HttpContext context, string id, PageFrames frames, ReplayDesk desk)
    {
        var frame = frames.Of(context);
        if (desk.Find(id) is not { } sandbox)
            return Gone(frame);
        sandbox.Seen();
        frame = Of(frame, sandbox.Mark);
        var day =
            sandbox.Readers is { } readers && frame.Sandbox!.State != SandboxState.Failed
                ? await readers.Days.ReadAsync(frame.Sandbox.Date, context.RequestAborted)
                : null;
        return new RazorPage<SandboxPage>(
            frame,
            frame.Say("dash_replay_title", frame.Sandbox!.Date),
            new Dictionary<string, object?>
            {
                [nameof(SandboxPage.Day)] = day,
                [nameof(SandboxPage.Filter)] = DayFilter.Of(context.Request),
            }
        );
    }

    private static async Task<IResult> RaceAsync<TPage>(
        HttpContext context,
        string id,
        string date,
        string race,
        PageFrames frames,
        ReplayDesk desk
    )
        where TPage : PageComponent
    {
        var frame = frames.Of(context);
        if (desk.Find(id) is not { } sandbox)
            return Gone(frame);
        sandbox.Seen();
        return sandbox.Readers is { } readers
            ? await RacePages.ShowAsync<TPage>(Of(frame, sandbox.Mark), date, race, readers.Races, context.RequestAborted)
            : NoticePage.NotFound(frame);
    }

    private static async Task<IResult> DriveAsync(HttpContext context, string id, PageFrames frames, ReplayDesk desk, TimeProvider clock)
    {
        if (await FormAsync(context) is not { } form)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        if (desk.Find(id) is not { } sandbox)
            return Gone(frames.Of(context));
        sandbox.Seen();
        var back = LocalPath.Of(form["back"]);
        switch (form["do"].ToString())
        {
            case "pause" or "resume":
                sandbox.Pause(form["do"] == "pause");
                break;
            case "next":
                sandbox.ToNextPhase();
                break;
            case "end":
                sandbox.ToEnd();
                break;
            case "close":
                desk.Close(sandbox);
                return new SeeOther(SandboxMark.Root);
            case "" when SandboxOrder.SpeedOf(form["speed"]) is { } speed:
                sandbox.Set(speed);
                break;
            default:
                return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        }
        desk.Wake();
        await CaughtUpAsync(sandbox, clock, context.RequestAborted);
        return new SeeOther(back);
    }

    private static IResult Compared(HttpContext context, string? date, string? a, string? b, PageFrames frames, ReplayDesk desk)
    {
        var frame = frames.Of(context);
        if (ComparisonOrder.Read(date, a, b) is not { } order)
            return NoticePage.NotFound(frame);
        var known = desk.Find(order);
        var view = new CompareView(order, known?.Progress, known?.Result, known?.Failure);
        if (view.IsUnderWay)
            context.Response.Headers["Refresh"] = LookAgain;
        return new RazorPage<ComparePage>(
            frame,
            frame.Say("dash_compare_title", order.A, order.B, order.Date),
            new Dictionary<string, object?> { [nameof(ComparePage.View)] = view }
        );
    }

    private static async Task<IResult> CompareAsync(HttpContext context, PageFrames frames, RecordedDays days, ReplayDesk desk)
    {
        var frame = frames.Of(context);
        if (await FormAsync(context) is not { } form)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        if (ComparisonOrder.Read(form["date"], form["a"], form["b"]) is not { } order)
            return NoticePage.Of(
                frame,
                "dash_compare_two_title",
                frame.Say("dash_compare_two"),
                SandboxMark.Root,
                StatusCodes.Status400BadRequest
            );
        if (!days.Has(order.Date))
            return NoticePage.NotFound(frame);
        return desk.Compare(order)
            ? new SeeOther(order.Path)
            : NoticePage.Of(
                frame,
                "dash_compare_full_title",
                frame.Say("dash_compare_full", ReplayDesk.MostComparisons),
                SandboxMark.Root,
                StatusCodes.Status409Conflict
            );
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext context) =>
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;

    private static async Task CaughtUpAsync(Sandbox sandbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await sandbox.CaughtUpAsync().WaitAsync(Wait, clock, cancellationToken);
        }
        // The page says how far it is.
        catch (TimeoutException) { }
    }

    /// <summary>The frame of a page of a sandbox: its day and its clock.</summary>
    private static PageFrame Of(PageFrame frame, SandboxMark mark)
    {
        var now = mark.Now ?? frame.Now;
        return frame with { Sandbox = mark, Now = now, Today = ParisTime.ProgrammeOf(now), Rehearsal = null };
    }

    private static IResult Gone(PageFrame frame) =>
        NoticePage.Of(frame, "dash_replay_gone_title", frame.Say("dash_replay_gone"), SandboxMark.Root, StatusCodes.Status404NotFound);
}
