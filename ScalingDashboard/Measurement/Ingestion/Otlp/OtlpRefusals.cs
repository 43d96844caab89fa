namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// Writes every refusal at the door of OTLP, whoever refuses (a key, the gate, a limit, the database), as the message that
/// the protocol wants: <c>google.rpc.Status</c>, as protobuf to those who sent protobuf and as JSON to all others. Exporters
/// send again after 429, 502, 503 and 504, and nothing else.
/// </summary>
internal sealed class OtlpRefusals : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.Request.Path.StartsWithSegments(OtlpEndpoint.Path, StringComparison.OrdinalIgnoreCase);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var isProtobuf = OtlpEndpoint.MediaType(http.Request) == OtlpEndpoint.Protobuf;
        http.Response.ContentType = isProtobuf ? OtlpEndpoint.Protobuf : OtlpEndpoint.Json;
        await http.Response.Body.WriteAsync(OtlpAnswer.Refused(!isProtobuf, problem.Detail ?? problem.Title ?? ""), http.RequestAborted);
    }
}
