using Hippique.Dashboard.Frame;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration.Forecasts;

namespace Hippique.Dashboard.Forecasts;

/// <summary><c>/calibration?discipline=flat</c>: how the chances that the model gave compare with what came of them.</summary>
internal static class CalibrationPages
{
    public const string Path = "/calibration";

    public static async Task<IResult> ShowAsync(HttpContext context, string? discipline, PageFrames frames, ForecastReader forecasts)
    {
        var frame = frames.Of(context);
        // A form whose field was left as it is sends it empty.
        if (DisciplineOf(discipline) is not { } asked)
            return NoticePage.NotFound(frame);
        var view = new CalibrationView { Report = await forecasts.ReadAsync(context.RequestAborted), Discipline = asked };
        return new RazorPage<CalibrationPage>(
            frame,
            frame.Say("dash_nav_calibration"),
            new Dictionary<string, object?> { [nameof(CalibrationPage.View)] = view }
        );
    }

    private static ModelDiscipline? DisciplineOf(string? text) =>
        string.IsNullOrEmpty(text)
            ? ModelDiscipline.All
            : Enum.GetValues<ModelDiscipline>().Cast<ModelDiscipline?>().FirstOrDefault(one => CalibrationView.Code(one!.Value) == text);
}
