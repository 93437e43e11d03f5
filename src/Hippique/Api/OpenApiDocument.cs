using Hippique.Hosting;
using Hippique.Racing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hippique.Api;

/// <summary><c>/openapi/v1.json</c>: the addresses and the types as they are sent.</summary>
internal static class OpenApiDocument
{
    public static IServiceCollection AddHippiqueOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info = new OpenApiInfo { Title = "Hippique Orchestrator", Version = ProgramVersion.Text };
                    // The address depends on where the service runs; clients know it, since they asked it for this document.
                    document.Servers?.Clear();
                    return Task.CompletedTask;
                }
            );
            OpenApiSecurity.Add(options);
            options.AddSchemaTransformer(
                (schema, context, _) =>
                {
                    Describe(schema, context);
                    return Task.CompletedTask;
                }
            );
        });

    // Types with a JSON form of their own are opaque to the generator.
    private static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Euro) || type == typeof(Odds))
            Set(schema, JsonSchemaType.Number, "double", null);
        else if (type == typeof(RaceId))
            Set(schema, JsonSchemaType.String, null, @"^\d{4}-\d{2}-\d{2}/R\d{1,3}C\d{1,3}$");
        else if (type == typeof(RaceCode))
            Set(schema, JsonSchemaType.String, null, @"^R\d{1,3}C\d{1,3}$");
        else if (type == typeof(Pool))
            Set(schema, JsonSchemaType.String, null, null);
        else if (type == typeof(DateTimeOffset))
            Set(schema, JsonSchemaType.String, "date-time", null);
        else if (type == typeof(int))
            Set(schema, JsonSchemaType.Integer, "int32", null);
        else if (type == typeof(double))
            Set(schema, JsonSchemaType.Number, "double", null);
    }

    private static void Set(OpenApiSchema schema, JsonSchemaType type, string? format, string? pattern)
    {
        schema.Type = type;
        schema.Format = format;
        schema.Pattern = pattern;
    }
}
