using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads <c>SHADOW_MODELS</c>.</summary>
internal static class ShadowModelReader
{
    /// <summary>Names the model that ships, where <c>MODEL</c> is another.</summary>
    private const string Shipped = "shipped";

    public static IReadOnlyList<ShadowModel> Read(VariableReader reader, string workingFolder)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return reader.List("SHADOW_MODELS", [], text => One(text, workingFolder).Then(model => Unique(model, names)));
    }

    private static ParseResult<ShadowModel> One(string text, string workingFolder) =>
        text == Shipped
            ? ParseResult<ShadowModel>.Ok(new ShadowModel(Shipped, GpiModels.Default))
            : ModelFile.Read(Path.GetFullPath(text, workingFolder)).Convert(model => new ShadowModel(NameOf(text), model));

    private static ParseResult<ShadowModel> Unique(ShadowModel model, HashSet<string> names) =>
        names.Add(model.Name)
            ? ParseResult<ShadowModel>.Ok(model)
            : ParseResult<ShadowModel>.Fail($"two of the files would keep the book '{model.Name}'; give one of them another name");

    /// <summary>It is a folder's name on every system.</summary>
    private static string NameOf(string path) =>
        new([
            .. Path.GetFileNameWithoutExtension(path)
                .ToLowerInvariant()
                .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'),
        ]);
}
