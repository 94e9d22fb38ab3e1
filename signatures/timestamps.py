"""The agency's own time-stamping authority (RFC 3161, ETSI EN 319 422), in the process that signs.

It proves nothing to an outsider against the operator of this server: an outside authority can be configured
later in its place, which is why signing only knows pyHanko's `TimeStamper`.
"""

import secrets
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import TimeStamper

from signatures.authorities import Authority, to_der

POLICY = "2.25.217940237613526830404915047461829061307"
"""Policy of these time-stamps, an OID made from a UUID (ITU-T X.667): everyone may verify, no outside audit."""
STRONG_IMPRINTS = {"sha256": 32, "sha384": 48, "sha512": 64}
"""Digest algorithms accepted in a request, with the length of their imprint in bytes."""
LARGEST_STEP_BACK = timedelta(seconds=2)


class ClockWentBack(Exception):
    """The clock shows a time before the last time-stamp: nothing may be stamped until it is set right."""


class WeakImprint(ValueError):
    """The request's digest algorithm is not accepted, or its imprint has the wrong length."""


class OwnTimestamper(TimeStamper):
    """Stamps digests with the agency's own key.

    `last` is when the authority stamped last, as far as the caller remembers; `issued` collects serial
    number and time of every stamp made here, for the caller to remember. `clock` returns an aware datetime.
    """

    def __init__(self, authority: Authority, *, last: datetime | None = None, clock=lambda: datetime.now(UTC)):
        super().__init__()
        self._key = authority.key
        self._certificates = [x509.Certificate.load(to_der(each)) for each in authority.path]
        self._clock = clock
        self._last = last
        self.issued: list[tuple[int, datetime]] = []

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return self.respond(req)

    def respond(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answers one request. Raises WeakImprint and ClockWentBack."""
        _check_imprint(request["message_imprint"])
        token = self._token(self._info(request), with_certificates=bool(request["cert_req"].native))
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _info(self, request: tsp.TimeStampReq) -> tsp.TSTInfo:
        serial, now = secrets.randbits(127) | 1 << 126, self._now()
        facts = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": request["message_imprint"],
            "serial_number": serial,
            "gen_time": now,
            "accuracy": {"seconds": 1},
            "tsa": x509.GeneralName("directory_name", self._certificates[0].subject),
        }
        if request["nonce"].native is not None:
            facts["nonce"] = request["nonce"]
        self.issued.append((serial, now))
        return tsp.TSTInfo(facts)

    def _now(self) -> datetime:
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        if self._last and now < self._last:
            if self._last - now > LARGEST_STEP_BACK:
                raise ClockWentBack(self._last)
            now = self._last.astimezone(UTC).replace(microsecond=0)
        self._last = now
        return now

    def _token(self, info: tsp.TSTInfo, *, with_certificates: bool) -> cms.ContentInfo:
        content = info.dump()
        attributes = self._signed_attributes(content)
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(content),
                },
                "signer_infos": [self._signer_info(attributes)],
            }
        )
        if with_certificates:
            signed["certificates"] = self._certificates
        return cms.ContentInfo({"content_type": "signed_data", "content": signed})

    def _signed_attributes(self, content: bytes) -> cms.CMSAttributes:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(content)
        return cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("message_digest", digest.finalize()),
                simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self._certificates[0])),
            ]
        )

    def _signer_info(self, attributes: cms.CMSAttributes) -> cms.SignerInfo:
        certificate = self._certificates[0]
        return cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
                ),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signed_attrs": attributes,
                "signature": self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
            }
        )


def _check_imprint(imprint: tsp.MessageImprint) -> None:
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if STRONG_IMPRINTS.get(algorithm) != len(imprint["hashed_message"].native):
        raise WeakImprint(algorithm)
