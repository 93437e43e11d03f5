using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>The JSON form of models, and the one that the program ships.</summary>
public static class GpiModels
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly Lazy<GpiModel> Shipped = new(() => AsShipped(Parse(Resources.Text("models/shipped.json")).Value));

    /// <summary><c>models/gpi-2026-06.json</c>, built into the program: fitted on recorded races, judged in <c>docs/method.md</c>.</summary>
    public static GpiModel Default => Shipped.Value;

    /// <summary>Payouts that ship hold until they are replaced; those that a user fits age.</summary>
    private static GpiModel AsShipped(GpiModel model) =>
        model with
        {
            Payouts = [.. model.Payouts.Select(fit => fit with { Shipped = true })],
        };

    public static string ToJson(GpiModel model) => JsonSerializer.Serialize(model, Options) + "\n";

    /// <summary>Reads a model file; the error says what is wrong and where.</summary>
    public static ParseResult<GpiModel> Parse(string json)
    {
        try
        {
            var model = JsonSerializer.Deserialize<GpiModel>(json, Options);
            if (model is null)
                return ParseResult<GpiModel>.Fail("the model file is empty");
            return model.Schema == 1
                ? ParseResult<GpiModel>.Ok(model)
                : ParseResult<GpiModel>.Fail($"the model file has schema {model.Schema}; this program reads 1");
        }
        catch (JsonException e)
        {
            // Untrusted text: a file that a user names.
            return ParseResult<GpiModel>.Fail(e.Message);
        }
    }
}
