using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Hosting;
using Hippique.Orchestration.Exposure;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Dashboard.Responsible;

/// <summary><c>/responsible</c>: the limits in force with what is used of them, where to find help, and the forms that set limits and begin a pause.</summary>
internal sealed class ResponsiblePages(
    PageFrames frames,
    CooledLimits limits,
    ChosenLimits chosen,
    PlayUseReader use,
    LimitsRecorder recorder
)
{
    public const string Path = "/responsible";
    public const string LimitsPath = "/responsible/limits";
    public const string PausePath = "/responsible/pause";

    public async Task<IResult> ShowAsync(HttpContext context, string? done)
    {
        var frame = frames.Of(context);
        var view = new ResponsibleView
        {
            Limits = await limits.LookAsync(frame.Now, context.RequestAborted),
            Use = await use.AtAsync(frame.Today, frame.Now, context.RequestAborted),
            Done = Enum.TryParse<ResponsibleDone>(done, ignoreCase: true, out var what) && Enum.IsDefined(what) ? what : null,
        };
        return new RazorPage<ResponsiblePage>(
            frame,
            frame.Say("dash_nav_responsible"),
            new Dictionary<string, object?> { [nameof(ResponsiblePage.View)] = view }
        );
    }

    public async Task<IResult> SetLimitsAsync(HttpContext context)
    {
        if (await FormOf(context) is not { } form || !LimitsForm.Is(form))
            return NoForm(context);
        var read = LimitsForm.Read(form);
        if (!read.TryGet(out var wanted))
            return Refused(context, ProblemText.In(frames.Of(context).Culture, read.Error));
        var by = PersonActions.Caller(context).Name;
        return await recorder.SetAsync(context, () => chosen.SetAsync(wanted, by, context.RequestAborted))
            ? Done(ResponsibleDone.Limits)
            : Done(ResponsibleDone.Nothing);
    }

    public async Task<IResult> PauseAsync(HttpContext context)
    {
        if (await FormOf(context) is not { } form || !int.TryParse(form["days"], out var days) || !ResponsibleView.PauseDays.Contains(days))
            return NoForm(context);
        // Nobody can lift it, so it is not begun by one touch.
        if (form["sure"] != "yes")
            return Refused(context, frames.Of(context).Say("dash_pause_unsure"));
        var by = PersonActions.Caller(context).Name;
        return await recorder.PauseAsync(context, days, () => chosen.PauseAsync(TimeSpan.FromDays(days), by, context.RequestAborted))
            ? Done(ResponsibleDone.Pause)
            : Done(ResponsibleDone.Nothing);
    }

    private static async Task<IFormCollection?> FormOf(HttpContext context) =>
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;

    private static ProblemHttpResult NoForm(HttpContext context) =>
        Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));

    private IResult Refused(HttpContext context, string why) =>
        NoticePage.Of(frames.Of(context), "dash_limits_not_set", why, Path, StatusCodes.Status400BadRequest);

    // A page that was posted is not shown: whoever loads it again would send it again.
    private static SeeOther Done(ResponsibleDone what) => new($"{Path}?done={what.ToString().ToLowerInvariant()}");
}
