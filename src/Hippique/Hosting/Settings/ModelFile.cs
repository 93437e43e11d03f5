using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>A model file that a user names: <c>MODEL</c>, <c>--model</c>.</summary>
internal static class ModelFile
{
    /// <summary>The model, or what is wrong with the file; the error names it.</summary>
    public static ParseResult<GpiModel> Read(string path)
    {
        string json;
        try
        {
            json = File.ReadAllText(path);
        }
        // The boundary to the disk: a file that is not there, or that may not be read.
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ParseResult<GpiModel>.Fail($"{path} cannot be read: {FileProblem.Of(unreadable)}");
        }
        var model = GpiModels.Parse(json);
        return model.IsOk ? model.Then(read => Whole(path, read)) : ParseResult<GpiModel>.Fail($"{path}: {model.Error}");
    }

    /// <summary>A list without a fit for all disciplines would stop the analysis of the first race that needs it.</summary>
    private static ParseResult<GpiModel> Whole(string path, GpiModel model)
    {
        try
        {
            foreach (var pool in new[] { Pool.PmuNational, Pool.PmuInternet })
            {
                _ = model.Exponent(pool, Discipline.Unknown);
                _ = model.WinDividend(pool, Discipline.Unknown);
                if (model.Closes.Count > 0)
                    _ = model.Close(pool, Discipline.Unknown);
                _ = model.OrderLaw(pool, Discipline.Unknown, 1);
            }
            foreach (var column in CalibrationRun.Columns.Keys)
                _ = model.WeightsOf(column, Discipline.Unknown);
            return ParseResult<GpiModel>.Ok(model);
        }
        // What a look-up throws in the middle of a race is told here, at the boundary to a file of the user's.
        catch (InvalidOperationException missing)
        {
            return ParseResult<GpiModel>.Fail($"{path}: {FileProblem.Of(missing)}");
        }
    }
}
